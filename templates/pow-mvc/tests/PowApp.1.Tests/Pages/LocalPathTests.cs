using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PowApp._1.TagHelpers;

namespace PowApp._1.Tests;

/// <summary>What views write as links, and what becomes of it below a path.</summary>
public sealed class LocalPathTests
{
    [Theory]
    [InlineData("", "/sessions", "/sessions")]
    [InlineData("/shop", "/sessions", "/shop/sessions")]
    [InlineData("/shop", "/", "/shop/")]
    [InlineData("/shop", "/shopping", "/shop/shopping")]
    [InlineData("/our&shop", "/sessions?a=1&amp;b=2", "/our&amp;shop/sessions?a=1&amp;b=2")]
    // What Url.Action makes.
    [InlineData("/shop", "/shop/sessions", "/shop/sessions")]
    [InlineData("/shop", "/shop", "/shop")]
    // What leads elsewhere, or nowhere.
    [InlineData("/shop", "//example.com", "//example.com")]
    [InlineData("/shop", "https://example.com/", "https://example.com/")]
    [InlineData("/shop", "#main", "#main")]
    [InlineData("/shop", "", "")]
    public void A_link_leads_into_the_app(string pathBase, string written, string expected)
    {
        var helper = new LocalPathTagHelper(HtmlEncoder.Default)
        {
            ViewContext = new ViewContext { HttpContext = new DefaultHttpContext { Request = { PathBase = pathBase } } },
        };
        foreach (var (tag, attribute) in new[] { ("a", "href"), ("form", "action") })
        {
            var output = new TagHelperOutput(
                tag, new TagHelperAttributeList { { attribute, new HtmlString(written) } }, (_, _) => Task.FromResult(new DefaultTagHelperContent() as TagHelperContent));

            helper.Process(new TagHelperContext([], new Dictionary<object, object>(), tag), output);

            Assert.Equal(expected, output.Attributes[attribute].Value.ToString());
        }
    }
}
