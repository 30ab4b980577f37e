using System.Net;
using System.Text;
using System.Text.Json;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whatever is sent to an endpoint, one that you add too, the answer is a problem that tells nothing of the inside.</summary>
public sealed class JsonTests(TestApp app) : IClassFixture<TestApp>
{
    private IEnumerable<ApiEndpoint> Endpoints => ApiEndpoint.Of(app).Where(endpoint => endpoint.Body is not null);

    [Theory, Trait("Attack", "A90")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{} {}")]
    [InlineData("{,}")]
    [InlineData("{'email':'x'}")]
    [InlineData("{email:1}")]
    [InlineData("{\"x\":NaN}")]
    [InlineData("{\"x\":1,}")]
    [InlineData("{\"x\":01}")]
    [InlineData("{/* a comment */}")]
    [InlineData("// a comment\n{}")]
    [InlineData("{\"x\":[[[[[[]]]]]]}")]
    [InlineData("<email>x</email>")]
    [InlineData("email=x&password=y")]
    [InlineData("\0")]
    public async Task What_is_not_one_object_is_not_read(string body)
    {
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in Endpoints)
            Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", await SendAsync(client.Copy(), endpoint, body));
    }

    /// <summary>Of each field in turn: another type than text, half a letter, and the field twice.</summary>
    [Theory, Trait("Attack", "A90")]
    [InlineData("{{\"{0}\":1}}")]
    [InlineData("{{\"{0}\":true}}")]
    [InlineData("{{\"{0}\":[]}}")]
    [InlineData("{{\"{0}\":[\"x\"]}}")]
    [InlineData("{{\"{0}\":{{}}}}")]
    [InlineData("{{\"{0}\":{{\"$type\":\"System.String\"}}}}")]
    [InlineData("{{\"{0}\":\"\\ud800\"}}")]
    [InlineData("{{\"{0}\":\"\\udc00\\ud800\"}}")]
    [InlineData("{{\"{0}\":\"\\x00\"}}")]
    [InlineData("{{\"{0}\":\"\0\"}}")]
    [InlineData("{{\"{0}\":\"x\",\"{0}\":\"y\"}}")]
    [InlineData("{{\"{0}\":\"x\",\"\\u{1:x4}{2}\":\"y\"}}")]
    [InlineData("{{\"{0}\":\"x\",\"{3}\":\"y\"}}")]
    public async Task A_field_that_is_no_text_is_not_read(string body)
    {
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in Endpoints)
            foreach (var field in endpoint.Fields)
                Assert.IsProblem(
                    HttpStatusCode.BadRequest, "invalid_json", await SendAsync(client.Copy(), endpoint, string.Format(body, field, (int)field[0], field[1..], field.ToUpperInvariant())));
    }

    /// <summary>One that is absent, null or empty, alone and with all others. One message says so.</summary>
    [Fact, Trait("Attack", "A50"), Trait("Attack", "A90")]
    public async Task A_field_that_is_missing_is_named()
    {
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in Endpoints)
        {
            var nothing = await SendAsync(client.Copy(), endpoint, "{}");
            Assert.IsProblem(HttpStatusCode.UnprocessableEntity, "invalid_values", nothing);
            Assert.Subset(endpoint.Fields.ToHashSet(), nothing.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToHashSet());

            foreach (var empty in new[] { "null", "\"\"" })
            {
                var answer = await SendAsync(client.Copy(), endpoint, $"{{{string.Join(',', endpoint.Fields.Select(field => $"\"{field}\":{empty}"))}}}");
                Assert.Equal(nothing.Body, answer.Body);
            }

            Assert.All(nothing.Json.GetProperty("errors").EnumerateObject(), error => Assert.Equal(1, error.Value.GetArrayLength()));
            foreach (var field in nothing.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name))
            {
                var body = endpoint.Fields.Except([field]).ToDictionary(other => other, other => other is "email" ? TestApp.NewAddress() : TestApp.NewPassword);
                var answer = await SendAsync(client.Copy(), endpoint, JsonSerializer.Serialize(body));
                Assert.Equal([field], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
                Assert.Equal(1, answer.Json.GetProperty("errors").GetProperty(field).GetArrayLength());
            }
        }
    }

    /// <summary>Each text goes to every third endpoint, for the sake of time.</summary>
    [Fact, Trait("Attack", "A87"), Trait("Attack", "A93")]
    public async Task An_odd_text_in_a_field_is_no_mistake_of_ours()
    {
        foreach (var (place, endpoint) in Endpoints.Index())
        {
            string[] fields = [.. endpoint.Fields];
            foreach (var odds in OddInput.Texts(mixtures: 5).Where((_, number) => number % 3 == place % 3).Chunk(5))
            {
                var client = await app.SignedInAs(await app.NewUser());
                foreach (var (turn, odd) in odds.Index())
                {
                    var body = fields.ToDictionary(field => field, field => field == fields[turn % fields.Length] ? odd : TestApp.NewPassword);

                    var answer = await SendAsync(client, endpoint, JsonSerializer.Serialize(body));

                    Assert.IsNoMistake(answer, $"{endpoint}: {odd}");
                    if (answer.Succeeded) client = await app.SignedInAs(await app.NewUser()); // What was done may have ended the session.
                }
            }
        }
    }

    /// <summary>What the class of a user has, what such classes have elsewhere, and what is only misspelt.</summary>
    [Fact, Trait("Attack", "A77"), Trait("Attack", "A78")]
    public async Task A_field_that_a_request_does_not_have_is_not_read()
    {
        var names = typeof(User).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .Concat(["userId", "role", "isAdmin", "user", "$type", "passwrod"]);
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in Endpoints)
            foreach (var name in names.Except(endpoint.Fields))
            {
                var body = endpoint.Fields.Append(name).ToDictionary(field => field, _ => TestApp.NewPassword);

                Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", await SendAsync(client.Copy(), endpoint, JsonSerializer.Serialize(body)));
            }
    }

    private static async Task<Answer> SendAsync(ApiClient client, ApiEndpoint endpoint, string body)
    {
        var answer = await client.SendAsync(endpoint.Request(new StringContent(body, Encoding.UTF8, "application/json")));
        Assert.TellsNothingOfTheInside(answer);
        return answer;
    }
}
