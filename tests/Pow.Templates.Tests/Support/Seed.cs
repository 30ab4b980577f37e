using System.Globalization;

namespace Pow.Templates.Tests.Support;

/// <summary>What decides which choice and which part of the tests has its turn. <c>TEST_SEED</c> sets it; test.sh takes the commit.</summary>
internal static class Seed
{
    public static int Value { get; } = int.Parse(Environment.GetEnvironmentVariable("TEST_SEED") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Whether something has its turn, which it has with one seed in so many.</summary>
    public static bool IsTurnOf(string what, int oneIn) => what.Aggregate(Value, (sum, letter) => unchecked(sum * 31 + letter) & int.MaxValue) % oneIn == 0;
}
