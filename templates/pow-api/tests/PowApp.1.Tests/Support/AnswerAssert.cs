using System.Net;
using System.Text.Json;

namespace PowApp._1.Tests;

/// <summary>What tests say of answers: <c>Assert.Refuses("email", answer)</c>.</summary>
internal static class AnswerAssert
{
    extension(Assert)
    {
        /// <summary>The same for every error: its status, its code, a type and a title, and not a word more than it should tell.</summary>
        public static void IsProblem(HttpStatusCode status, string code, Answer answer)
        {
            Assert.Equal((status, code), (answer.Status, answer.Code));
            Assert.Equal("application/problem+json", answer.ContentType);
            Assert.Equal((int)status, answer.Json.GetProperty("status").GetInt32());
            Assert.NotNull(answer.Text("title"));
            Assert.NotNull(answer.Text("detail"));
            if (status is HttpStatusCode.Unauthorized) Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            if (status is HttpStatusCode.ServiceUnavailable) Assert.NotNull(answer.Headers.RetryAfter);
        }

        /// <summary>No type, no exception, no path of a file or of a JSON reader.</summary>
        public static void TellsNothingOfTheInside(Answer answer) =>
            Assert.DoesNotMatch(@"Exception|[A-Z]\w*\.[A-Z]|\bat \w+\.|LineNumber|\$\.|1787569", answer.Body);

        /// <summary>Looked at and answered: no 500, and nothing of the inside.</summary>
        public static void IsNoMistake(Answer answer, string odd)
        {
            Assert.True((int)answer.Status < 500 && answer.Status is not HttpStatusCode.TooManyRequests, $"{answer} for {OddInput.Shown(odd)}");
            Assert.TellsNothingOfTheInside(answer);
        }

        /// <summary>All that an object has, in any order.</summary>
        public static void HasProperties(string[] expected, JsonElement json) =>
            Assert.Equal(expected.Order(), json.EnumerateObject().Select(property => property.Name).Order());

        /// <summary>422, and why the value of a field was refused.</summary>
        public static void Refuses(string field, Answer answer)
        {
            Assert.IsProblem(HttpStatusCode.UnprocessableEntity, "invalid_values", answer);
            Assert.True(answer.ErrorOf(field) is not null, $"Nothing is said of {field}: {answer}");
        }

        /// <summary>429, and how long to wait until it is taken again.</summary>
        public static void MustWait(TimeSpan wait, Answer answer)
        {
            Assert.IsProblem(HttpStatusCode.TooManyRequests, "too_many_attempts", answer);
            Assert.Equal(wait, answer.Headers.RetryAfter?.Delta);
        }
    }
}
