using System.Net;
using AngleSharp;

namespace PowApp._1.Tests;

internal static class FrontEndAssert
{
    extension(Assert)
    {
        /// <summary>A page with a form, whose token is this one.</summary>
        public static void SendsItsFormTo(string endpoint, Answer page, string? token = null)
        {
            Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.ContentType));
            var form = BrowsingContext.New().OpenAsync(html => html.Content(page.Body)).GetAwaiter().GetResult().QuerySelector("form")!;
            Assert.Equal(endpoint, $"{form.GetAttribute("data-method")} {form.GetAttribute("data-path")}");
            Assert.Equal(token, form.QuerySelector("[name=token]")?.GetAttribute("value"));
        }

        /// <summary>The link of the email leads to such a page, as often as it is looked at.</summary>
        public static async Task ShowsLink(SentMail mail, string endpoint, TestApp app)
        {
            for (var look = 0; look < 3; look++) Assert.SendsItsFormTo(endpoint, await app.NewVisitor().GetAsync(mail.Link), mail.Secret);
        }
    }
}
