namespace PowApp._1.Tests;

/// <summary>Whatever stands in a header or a query, an answer comes, and it is no mistake of ours, in the log either.</summary>
public sealed class OddRequestTests(ProductionApp app) : IClassFixture<ProductionApp>, IDisposable
{
    private const int Mixtures = 5;

    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_in_a_header_gets_an_answer()
    {
        string[] names = ["Accept", "Accept-Encoding", "Accept-Language", "Cookie", "If-None-Match", "Origin", "Range", "Referer", "User-Agent", "X-HTTP-Method-Override"];
        var alice = await app.NewUser();
        foreach (var odd in OddInput.Texts(Mixtures))
        {
            var client = app.NewVisitor();
            foreach (var name in names) client.Headers.TryAddWithoutValidation(name, odd);

            Assert.IsNoMistake(await client.GetAsync(ApiPaths.Session), odd);
            Assert.IsNoMistake(await client.SignInAsync(alice), odd);
            Assert.IsNoMistake(await client.GetAsync(ApiPaths.Sessions), odd);
        }
    }

    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_in_a_query_gets_an_answer()
    {
        string[] names = ["access_token", "culture", "ui-culture", "email", "id", "_method"];
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var odd in OddInput.Encoded(Mixtures))
        {
            var query = $"?{string.Join('&', names.Select(name => $"{name}={odd}"))}&{odd}";

            Assert.IsNoMistake(await client.GetAsync(ApiPaths.Sessions + query), odd);
            Assert.IsNoMistake(await app.NewVisitor().GetAsync(ApiPaths.Sessions + query), odd);
        }
    }

    public void Dispose() => Assert.Empty(app.Log.Errors);
}
