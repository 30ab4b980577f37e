using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>What must hold of every text that anybody can send, whatever it is.</summary>
public sealed class OddTextTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Many = 5000;
    private const int Few = 300; // where each costs a hash

    private static readonly string[] _partsOfNames =
    [
        "alice", "ALICE", "é", "e\u0301", "İ", "ı", "ß", "ς", "我", "\u212A", "\u200B", "\uFFFE", ".", "-", "_", "+", "'", "=?utf-8?q?x?=", "=?utf-8?b?eA==?=", "!", "%",
        "{0}", "@", "\"", " ", ",", "<", "(x)", "\r\nBcc: mallory@evil.test",
    ];

    private static readonly string[] _partsOfDomains =
        ["example", "EXAMPLE", "bücher", "ß", "ς", "e\u0301", "我", "xn--bcher-kva", "xn--", ".", ".com", ".test", "\u3002jp", "-", "_", "1", " ", ">"];

    private static readonly string[] _partsOfPasswords =
        ["correct horse ", "é", "e\u0301", "ﬁ", "İ", "我", "🐴", "\uD83D", "\uDE00", "\uFFFD", "\uFFFE", "\uFFFF", "\uFDD0", "\u200B", "\u202E", "\t", "\0", " ", "a"];

    [Fact, Trait("Attack", "A81")]
    public void An_address_that_is_accepted_stays_as_it_is_and_has_one_normal_form()
    {
        var rule = new EmailAddress();
        var accepted = 0;
        foreach (var text in Addresses().Concat(OddInput.Texts(Many)))
        {
            if (!EmailAddress.TryParse(text, out var address)) continue;

            accepted++;
            Assert.True(EmailAddress.TryParse(address, out var again) && again == address, OddInput.Shown(text));
            Assert.True(address.Length <= EmailAddress.MaxLength && !address.Any(char.IsControl), OddInput.Shown(text));
            var normal = rule.NormalizeEmail(address);
            string[] variants = [text, $" {text} ", $"\u200B{text}\u00A0", normal, address.ToUpperInvariant(), address.ToLowerInvariant()];
            Assert.True(variants.All(variant => rule.NormalizeEmail(variant) == normal), OddInput.Shown(text));
        }

        Assert.True(accepted > 100, $"{accepted} were accepted.");
    }

    [Fact, Trait("Attack", "A82")]
    public void An_address_that_is_accepted_is_one_recipient()
    {
        foreach (var text in Addresses())
        {
            if (!EmailAddress.TryParse(text, out var address)) continue;

            var message = new MimeMessage { To = { MailboxAddress.Parse(address) } };
            Assert.True(message.To.Mailboxes.Single().GetAddress(idnEncode: true) == address, OddInput.Shown(text));
        }
    }

    [Fact, Trait("Attack", "A91")]
    public async Task A_password_is_refused_or_works()
    {
        var alice = await app.NewUser();
        var hasher = app.Services.GetRequiredService<AccountPasswordHasher>();
        var accepted = 0;
        foreach (var password in OddInput.Mixtures(_partsOfPasswords, Few).Concat(OddInput.Texts(Few)))
        {
            var verdict = await app.With((IPasswordValidator<User> policy) => policy.ValidateAsync(null!, alice, password));
            if (!verdict.Succeeded)
            {
                // Nor does trying it do any harm.
                hasher.VerifyHashedPassword(alice, alice.PasswordHash!, password);
                continue;
            }

            accepted++;
            var hash = hasher.HashPassword(alice, password);
            Assert.True(hasher.VerifyHashedPassword(alice, hash, password) is PasswordVerificationResult.Success, OddInput.Shown(password));
        }

        Assert.True(accepted > 20, $"{accepted} were accepted.");
    }

    [Fact, Trait("Attack", "A84")]
    public void What_a_client_calls_itself_becomes_a_few_words_of_ours()
    {
        string[] words = ["", "·", "Firefox", "Chrome", "Safari", "Edge", "Linux", "Windows", "macOS", "Android", "iPhone"];
        string[] parts = ["Firefox/140.0", "Chrome/140", "Safari", "Edg/1", "Linux", "Windows NT", "Mac OS X", "Android", "iPhone", "<script>", "\u001b[31m", "x", " "];
        foreach (var text in OddInput.Mixtures(parts, Many).Concat(OddInput.Texts(Many)))
        {
            var device = ClientInfo.Device(new DefaultHttpContext { Request = { Headers = { UserAgent = text } } }.Request);

            Assert.True(device.Length <= ClientInfo.MaxLength && device.Split(' ').All(words.Contains), OddInput.Shown(text));
        }
    }

    [Fact]
    public void Of_the_address_of_a_visitor_the_network_is_kept()
    {
        var random = new Random(1);
        for (var visitor = 0; visitor < Many; visitor++)
        {
            var bytes = new byte[visitor % 2 is 0 ? 4 : 16];
            random.NextBytes(bytes);
            var address = new IPAddress(bytes);
            var neighbour = new IPAddress([.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);

            Assert.Equal(Kept(neighbour), Kept(address));
            Assert.InRange(Kept(address).Length, 1, ClientInfo.MaxLength);
        }

        static string Kept(IPAddress address) => ClientInfo.Network(new DefaultHttpContext { Connection = { RemoteIpAddress = address } });
    }

    private static IEnumerable<string> Addresses() =>
        OddInput.Mixtures(_partsOfNames, Many).Zip(OddInput.Mixtures(_partsOfDomains, Many), (name, domain) => $"{name}@{domain}");
}
