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

    /// <summary>Of each field in turn: another type than text, half a letter, and the field twice. The answer names it, if what was sent is JSON.</summary>
    [Theory, Trait("Attack", "A90")]
    [InlineData("{{\"{0}\":1}}")]
    [InlineData("{{\"{0}\":true}}")]
    [InlineData("{{\"{0}\":[]}}")]
    [InlineData("{{\"{0}\":[\"x\"]}}")]
    [InlineData("{{\"{0}\":{{}}}}")]
    [InlineData("{{\"{0}\":{{\"$type\":\"System.String\"}}}}")]
    [InlineData("{{\"{0}\":\"\\ud800\"}}")]
    [InlineData("{{\"{0}\":\"\\udc00\\ud800\"}}")]
    [InlineData("{{\"{0}\":\"\\x00\"}}", false)]
    [InlineData("{{\"{0}\":\"\0\"}}", false)]
    [InlineData("{{\"{0}\":\"x\",\"{0}\":\"y\"}}")]
    [InlineData("{{\"{0}\":\"x\",\"\\u{1:x4}{2}\":\"y\"}}")]
    [InlineData("{{\"{0}\":\"x\",\"{3}\":\"y\"}}")]
    public async Task A_field_that_is_no_text_is_not_read(string body, bool isJson = true)
    {
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in Endpoints)
            foreach (var field in endpoint.Fields)
            {
                var answer = await SendAsync(client.Copy(), endpoint, string.Format(body, field, (int)field[0], field[1..], field.ToUpperInvariant()));
                Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
                Assert.Equal(isJson, answer.ErrorOf(field) is not null);
            }
    }

    /// <summary>All mistakes at once, each with the field as the request has it, and no type by its name.</summary>
    [Fact]
    public async Task What_cannot_be_read_is_named()
    {
        var answer = await SignInAsync("""{ "EMAIL": 1, "passwort": "x", "password": null, "Password": "y", "remember": true }""");

        Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
        Assert.HasProperties(["email", "passwort", "password", "remember"], answer.Json.GetProperty("errors"));
        Assert.Equal("\"email\" must be a string.", answer.ErrorOf("email"));
        Assert.Equal("Unknown field \"passwort\".", answer.ErrorOf("passwort"));
        Assert.Equal("\"password\" must be sent only once.", answer.ErrorOf("password"));
        Assert.StartsWith("\"email\" must be a string. Unknown field \"passwort\". ", answer.Text("detail"));
    }

    /// <summary>In a long body as in a short one: the answer does not grow with it.</summary>
    [Fact]
    public async Task Of_many_mistakes_the_first_ten_are_named()
    {
        var fields = Enumerable.Range(0, 5000).Select(number => $"\"field{number}\":1");

        var answer = await SignInAsync($"{{{string.Join(',', fields)}}}");

        Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
        Assert.Equal(10, answer.Json.GetProperty("errors").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task Where_there_is_no_field_none_is_named(string body)
    {
        var answer = await SignInAsync(body);

        Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
        Assert.Equal("The body must be one JSON object with the fields of this request.", answer.Text("detail"));
        Assert.HasProperties(["type", "title", "status", "detail", "code"], answer.Json);
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

    private Task<Answer> SignInAsync(string body) => SendAsync(app.NewVisitor(), Endpoints.Single(endpoint => endpoint.ToString() is "POST /api/v1/session"), body);

    private static async Task<Answer> SendAsync(ApiClient client, ApiEndpoint endpoint, string body)
    {
        var answer = await client.SendAsync(endpoint.Request(new StringContent(body, Encoding.UTF8, "application/json")));
        Assert.TellsNothingOfTheInside(answer);
        return answer;
    }
}
