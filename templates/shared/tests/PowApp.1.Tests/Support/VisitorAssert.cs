namespace PowApp._1.Tests;

/// <summary>What tests say of what visitors get: <c>Assert.Succeeds(answer)</c>.</summary>
internal static class VisitorAssert
{
    extension(Assert)
    {
        public static void Succeeds(Answer answer) => Assert.True(answer.Succeeded, answer.ToString());

        public static void IsRefused(Answer answer) => Assert.True(answer.IsRefused, answer.ToString());

        public static void IsDeadLink(Answer answer) => Assert.True(answer.IsDeadLink, answer.ToString());

        public static void AsksForPassword(Answer answer) => Assert.True(answer.AsksForPassword, answer.ToString());

        /// <summary>422, and something is said of the field.</summary>
        public static void IsRefusedFor(string field, Answer answer)
        {
            Assert.True((int)answer.Status is 422, answer.ToString());
            Assert.True(answer.ErrorOf(field) is not null, $"Nothing is said of {field}: {answer}");
        }

        /// <summary>429, and how long to wait.</summary>
        public static void IsToWait(TimeSpan wait, Answer answer)
        {
            Assert.True((int)answer.Status is 429, answer.ToString());
            Assert.Equal(wait, answer.Headers.RetryAfter?.Delta);
        }
    }
}
