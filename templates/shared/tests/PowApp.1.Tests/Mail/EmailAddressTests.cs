using System.Globalization;
using System.Text;
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
    [InlineData("mi\uFE0Fke.fish@example.com")] // variation selector
    [InlineData("mike.fish@exam\uFE0Fple.com")]
    [InlineData("mi\u034Fke.fish@example.com")] // grapheme joiner
    [InlineData("mi\u3164ke.fish@example.com")] // filler
    [InlineData("mi\U000E0101ke.fish@example.com")] // another variation selector
    [InlineData("mi\u202Eke.fish@example.com")] // right to left
    [InlineData("mi\u00A0ke.fish@example.com")] // no-break space
    [InlineData("mi\uD83Dke.fish@example.com")] // half a character
    public void It_refuses_what_could_pass_for_somebody_else(string text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Theory, Trait("Attack", "A81")]
    [InlineData("MIKE.Fish@Example.COM", "mike.fish@example.com")]
    [InlineData("  mike@example.com ", "mike@example.com")]
    [InlineData("mike@bücher.example", "mike@xn--bcher-kva.example")]
    [InlineData("mike@BU\u0308CHER.example", "mike@xn--bcher-kva.example")]
    [InlineData("mike@example\u3002com", "mike@example.com")]
    [InlineData("Pel\u00E9@example.com", "pele\u0301@example.com")]
    [InlineData("γιώργος@example.com", "ΓΙΏΡΓΟΣ@example.com")] // one capital, two small forms
    [InlineData("mike@νίκος.example", "mike@ΝΊΚΟΣ.example")]
    [InlineData("ᾳ@example.com", "ΑΙ@example.com")] // an iota below, which becomes a letter of its own in capitals
    [InlineData("\u0390@example.com", "\u0399\u0308\u0301@example.com")]
    [InlineData("straße@example.com", "STRAẞE@example.com")]
    [InlineData("mike@straße.example", "mike@STRAẞE.example")]
    [InlineData("αβ@example.com", "αϐ@example.com")] // a beta of formulas
    [InlineData("ﾊﾟｶ@example.com", "パカ@example.com")] // half width
    [InlineData("\U00010428@example.com", "\U00010400@example.com")] // Deseret
    [InlineData("ა@example.com", "Ა@example.com")] // Georgian
    [InlineData("ꭰ@example.com", "Ꭰ@example.com")] // Cherokee
    [InlineData("İ@example.com", "i\u0307@example.com")] // i with a dot
    public void One_mailbox_is_one_address(string one, string other)
    {
        var rule = new EmailAddress();

        Assert.Equal(rule.NormalizeEmail(one), rule.NormalizeEmail(other));
    }

    [Theory, Trait("Attack", "A81")]
    [InlineData("mike@example.com", "m\u0456ke@example.com")] // Cyrillic i
    [InlineData("mike@example.com", "m\u0131ke@example.com")] // dotless i
    [InlineData("mike@example.com", "miké@example.com")]
    [InlineData("mike@example.com", "mİke@example.com")] // I with a dot
    [InlineData("mike@example.com", "mi.ke@example.com")]
    [InlineData("mike@example.com", "mike+shop@example.com")]
    [InlineData("strasse@example.com", "straße@example.com")]
    [InlineData("mike@strasse.example", "mike@STRAẞE.example")]
    public void Another_mailbox_is_another_address(string one, string other)
    {
        var rule = new EmailAddress();

        Assert.NotEqual(rule.NormalizeEmail(one), rule.NormalizeEmail(other));
    }

    /// <summary>Of every letter that can be written in several ways, alone and after others: marks combine, and capitals of one letter can be two.</summary>
    [Fact, Trait("Attack", "A81")]
    public void In_capitals_it_is_the_same_address_in_every_alphabet()
    {
        var rule = new EmailAddress();
        var letters = 0;
        foreach (var rune in AllRunes().Where(rune => rune.Value is not 0x1E9B && HasVariants(rune))) // In form D, that one has a long s, which is refused.
            foreach (var before in new[] { "", "a", "α" })
            {
                var name = $"{before}{rune}";
                if (!EmailAddress.TryParse($"{name}@example.com", out var address)) continue;

                letters++;
                var normal = rule.NormalizeEmail(address);
                string[] variants =
                [
                    normal, Address(name.ToUpperInvariant()), Address(name.ToLowerInvariant()),
                    Address(name.Normalize(NormalizationForm.FormD)), Address(name.Normalize(NormalizationForm.FormKC)),
                ];
                Assert.True(variants.All(variant => rule.NormalizeEmail(variant) == normal), OddInput.Shown(name));
            }

        Assert.True(letters > 40_000, $"There were {letters}.");

        static string Address(string name) => $"{name}@example.com";

        static bool HasVariants(Rune rune) =>
            rune.Value is not 0xFFFE
            && (Rune.ToUpperInvariant(rune) != rune || Rune.ToLowerInvariant(rune) != rune || $"{rune}".Normalize(NormalizationForm.FormKD) != $"{rune}");
    }

    [Fact]
    public void What_is_invisible_is_taken_off_its_ends()
    {
        foreach (var rune in AllRunes().Where(IsInvisible))
        {
            Assert.True(EmailAddress.TryParse($"{rune}Ann@Example.com{rune} {rune}", out var address) && address == "Ann@example.com", $"{rune.Value:X}");
            Assert.Equal("Ann@Example.com", EmailAddress.Clean($" {rune}{rune}Ann@Example.com{rune}"));
            Assert.Equal("", EmailAddress.Clean($"{rune}\t{rune}"));
        }
    }

    [Fact, Trait("Attack", "A81")]
    public void What_is_invisible_is_refused_within_it()
    {
        foreach (var rune in AllRunes().Where(IsInvisible))
            foreach (var text in new[] { $"an{rune}n@example.com", $"ann{rune}@example.com", $"ann@{rune}example.com", $"ann@exam{rune}ple.com" })
                Assert.False(EmailAddress.TryParse(text, out _), $"{rune.Value:X} in {text}");
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData(" no address ", "no address")]
    [InlineData("\u200B🐴\u200B", "🐴")]
    [InlineData("\uD83D", "\uD83D")] // half a character
    public void Anything_else_is_cleaned_too(string? text, string clean) => Assert.Equal(clean, EmailAddress.Clean(text));

    private static IEnumerable<Rune> AllRunes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));

    // White space, control and format characters, and what Unicode lists besides as ignorable (Default_Ignorable_Code_Point), with the blank of Braille.
    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x2060 and <= 0x206F) or 0x2800 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or 0xFFFC or (>= 0xE0000 and <= 0xE0FFF);
}
