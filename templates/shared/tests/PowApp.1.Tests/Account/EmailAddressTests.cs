using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("simple@example.com")]
    [InlineData("very.common@example.com")]
    [InlineData("disposable.style.email.with+symbol@example.com")]
    [InlineData("other.email-with-hyphen@example.com")]
    [InlineData("user.name+tag+sorting@example.com")]
    [InlineData("x@example.com")]
    [InlineData("O'Brien@example.com")]
    [InlineData("example-indeed@strange-example.com")]
    [InlineData("admin@mailserver1")]
    [InlineData("example@s.example")]
    [InlineData("mailhost!username@example.org")]
    [InlineData("user%example.com@example.org")]
    [InlineData("customer/department=shipping@example.com")]
    [InlineData("$A12345@example.com")]
    [InlineData("!def!xyz%abc@example.com")]
    [InlineData("_somename@example.com")]
    [InlineData("john.doe@1.2.com")]
    [InlineData("john.doe@example.x1")]
    [InlineData("john.doe@sub-domain.example.com")]
    [InlineData("Pelé@example.com")]
    [InlineData("δοκιμή@example.com")]
    [InlineData("我買@example.com")]
    [InlineData("甲斐@example.com")]
    [InlineData("чебурашка@example.com")]
    [InlineData("संपर्क@example.com")]
    public void It_accepts(string text)
    {
        Assert.True(EmailAddress.TryParse(text, out var address));
        Assert.Equal(text, address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("noatsign")]
    [InlineData("Abc.example.com")]
    [InlineData("A@b@c@example.com")]
    [InlineData("@example.com")]
    [InlineData("john@")]
    [InlineData("@.")]
    [InlineData("@.com")]
    [InlineData("john@example.")]
    [InlineData("john@example.com.")]
    [InlineData("john@.example.com")]
    [InlineData("john@example..com")]
    [InlineData("a\"b(c)d,e:f;g<h>i[j\\k]l@example.com")]
    [InlineData("just\"not\"right@example.com")]
    [InlineData("this is\"not\\allowed@example.com")]
    [InlineData("john doe@example.com")]
    [InlineData("John..Doe@example.com")]
    [InlineData(".john@example.com")]
    [InlineData("john.@example.com")]
    [InlineData("john@under_score.com")]
    [InlineData("john@-example.com")]
    [InlineData("john@example-.com")]
    [InlineData("john@exa$mple.com")]
    [InlineData("john@example.123")]
    [InlineData("jsmith@[192.168.2.1]")]
    [InlineData("jsmith@[IPv6:2001:db8::1]")]
    [InlineData("john(comment)@example.com")]
    [InlineData("john@example.com, mallory@evil.test")]
    [InlineData("john@example.com\r\nBcc: mallory@evil.test")]
    [InlineData("john\0@example.com")]
    [InlineData("\"John\" <john@example.com>")]
    public void It_refuses(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void It_knows_the_longest_ones()
    {
        var label = new string('a', 63);

        Assert.True(EmailAddress.TryParse($"{new string('a', 64)}@example.com", out _));
        Assert.False(EmailAddress.TryParse($"{new string('a', 65)}@example.com", out _));
        Assert.True(EmailAddress.TryParse($"john@{label}.{label}.{label}.com", out _));
        Assert.False(EmailAddress.TryParse($"john@a{label}.com", out _));
        Assert.False(EmailAddress.TryParse($"{label}@{label}.{label}.{label}.com", out _));
    }

    /// <summary>Look-alikes of "mike.fish@example.com", some of which a careless normalisation would turn into it.</summary>
    [Theory, Trait("Attack", "A81")]
    [InlineData("mi\u212Ae.fish@example.com")] // Kelvin sign
    [InlineData("mike.fi\u017Fh@example.com")] // long s
    [InlineData("\uFF4Dike.fish@example.com")] // full-width m
    [InlineData("mike.\uFB01sh@example.com")] // ligature fi
    [InlineData("mike\uFF0Efish@example.com")] // full-width dot
    [InlineData("mike.fish\uFF20example.com")] // full-width at
    [InlineData("mike.fish@\uFF45xample.com")] // full-width e
    [InlineData("mi\u200Dke.fish@example.com")] // joiner
    [InlineData("mi\u200Bke.fish@example.com")] // space of no width
    [InlineData("mi\u00ADke.fish@example.com")] // soft hyphen
    [InlineData("mike.fish@exam\u200Bple.com")] // in the domain too
    [InlineData("mike.fish@exam\u00ADple.com")]
    [InlineData("\u202Emike.fish@example.com")] // right to left
    [InlineData("\u00A0mike.fish@example.com")] // no-break space
    [InlineData("mi\uD83Dke.fish@example.com")] // half a character
    public void It_refuses_what_could_pass_for_somebody_else(string text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Theory, Trait("Attack", "A81")]
    [InlineData("MIKE.Fish@Example.COM", "mike.fish@example.com")]
    [InlineData("  mike@example.com ", "mike@example.com")]
    [InlineData("mike@bücher.example", "mike@xn--bcher-kva.example")]
    [InlineData("mike@BU\u0308CHER.example", "mike@xn--bcher-kva.example")]
    [InlineData("mike@example\u3002com", "mike@example.com")]
    [InlineData("Pel\u00E9@example.com", "pele\u0301@example.com")]
    public void One_mailbox_is_one_address(string one, string other)
    {
        var rule = new EmailAddress();

        Assert.Equal(rule.NormalizeEmail(one), rule.NormalizeEmail(other));
    }

    [Theory, Trait("Attack", "A81")]
    [InlineData("mike@example.com", "m\u0456ke@example.com")] // Cyrillic i
    [InlineData("mike@example.com", "m\u0131ke@example.com")] // dotless i
    [InlineData("mike@example.com", "miké@example.com")]
    [InlineData("νίκος@example.com", "νίκοσ@example.com")] // two forms of sigma
    [InlineData("mike@example.com", "mi.ke@example.com")]
    [InlineData("mike@example.com", "mike+shop@example.com")]
    [InlineData("strasse@example.com", "straße@example.com")]
    public void Another_mailbox_is_another_address(string one, string other)
    {
        var rule = new EmailAddress();

        Assert.NotEqual(rule.NormalizeEmail(one), rule.NormalizeEmail(other));
    }
}
