using System.Net;
using AngleSharp.Html.Dom;

namespace PowApp._1.Tests;

/// <summary>What tests say of pages: <c>Assert.LeadsTo("/", page)</c>.</summary>
internal static class PageAssert
{
    extension(Assert)
    {
        /// <summary>303: the browser gets another page, whatever it sent.</summary>
        public static void LeadsTo(string location, Page page)
        {
            Assert.Equal(HttpStatusCode.SeeOther, page.Status);
            Assert.Equal(location, page.Location);
        }

        /// <summary>There is a field to be filled in, empty and with a label.</summary>
        public static void AsksFor(string field, string type, Page page)
        {
            var input = page.Field(field);
            Assert.Equal((type, "", true), (input.Type, input.Value, input.IsRequired));
            Assert.NotNull(page.Document.QuerySelector($"label[for={input.Id}]"));
        }

        /// <summary>The form is back, with the reason beside the field and on top, and without any password.</summary>
        public static void Refuses(string field, Page page)
        {
            Assert.Refuses(page);
            Assert.Contains(page.ErrorOf(field) ?? throw new InvalidOperationException($"Nothing is said beside {field}: {page}"), page.Summary);
        }

        public static void Refuses(Page page)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.NotNull(page.Summary);
            Assert.EchoesNoPassword(page);
        }

        /// <summary>The form is back, and says how long to wait until it is taken again.</summary>
        public static void MustWait(TimeSpan wait, Page page)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
            Assert.Equal(wait, page.Headers.RetryAfter?.Delta);
            Assert.Contains("Too many attempts", page.Summary);
            Assert.EchoesNoPassword(page);
        }

        /// <summary>
        /// Looked at and answered: no 500, no exception on the page, nor the number that a template engine would make of the products in
        /// <see cref="OddInput"/>.
        /// </summary>
        public static void IsNoMistake(Page page, string odd)
        {
            Assert.True((int)page.Status < 500 && page.Status is not HttpStatusCode.TooManyRequests, $"{(int)page.Status} for {OddInput.Shown(odd)}");
            Assert.True(!page.Html.Contains("Exception") && !page.Html.Contains("1787569"), $"{page.Html} for {OddInput.Shown(odd)}");
        }

        private static void EchoesNoPassword(Page page) =>
            Assert.All(page.Document.QuerySelectorAll("input[type=password]").OfType<IHtmlInputElement>(), input => Assert.Empty(input.Value));
    }
}
