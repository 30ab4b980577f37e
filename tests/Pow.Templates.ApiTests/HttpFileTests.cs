using System.Text.RegularExpressions;

namespace Pow.Templates.ApiTests;

/// <summary>The .http file of a new app does what it says, request by request.</summary>
public sealed class HttpFileTests(Apis apis)
{
    [Theory, MemberData(nameof(Apis.Extensions), MemberType = typeof(Apis))]
    public async Task Every_request_is_answered_as_its_title_says(string extensions)
    {
        var generated = await apis.WithAsync(extensions);
        var contentRoot = generated.NewContentRoot();
        await using var app = await generated.StartAsync(contentRoot);
        using var client = new HttpClient();
        var file = new HttpFile(await File.ReadAllTextAsync(Path.Combine(generated.Project, "Shop.http"), TestContext.Current.CancellationToken));
        file.Set("host", app.Url);

        foreach (var request in file.Requests)
        {
            if (request.MailedToken is { } variable) file.Set(variable, await MailedAsync(contentRoot, variable));
            Assert.Equal((request.Title, request.Status), (request.Title, await file.SendAsync(client, request)));
        }

        Assert.Equal(extensions is "all" ? 20 : 13, file.Requests.Count);
    }

    [Fact]
    public async Task Every_variable_is_used()
    {
        var text = await File.ReadAllTextAsync(Path.Combine((await apis.WithAsync("all")).Project, "Shop.http"), TestContext.Current.CancellationToken);

        Assert.All(new HttpFile(text).Variables, variable => Assert.Contains($"{{{{{variable}}}}}", text));
    }

    // The last part of the link of that kind, of which no run asks for two.
    private static async Task<string> MailedAsync(string contentRoot, string variable)
    {
        var path = variable switch { "confirmToken" => "confirm-email", "invitationToken" => "invitations", _ => "reset-password" };
        var folder = Directory.CreateDirectory(Path.Combine(contentRoot, "App_Data", "mail")).FullName;
        for (var deadline = DateTime.UtcNow + TimeLimit.Wait; DateTime.UtcNow < deadline; await Task.Delay(200, TestContext.Current.CancellationToken))
        {
            // A mail lies there under this name once it is whole.
            var mails = Directory.EnumerateFiles(folder, "*.eml").Select(File.ReadAllText);
            var link = mails.Select(mail => Regex.Match(mail, $@"^http\S+/{path}/(\S{{43}})", RegexOptions.Multiline)).FirstOrDefault(match => match.Success);
            if (link is not null) return link.Groups[1].Value;
        }

        throw new TimeoutException($"No mail brought the {variable}.");
    }
}
