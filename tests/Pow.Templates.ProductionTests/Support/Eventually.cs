namespace Pow.Templates.ProductionTests.Support;

/// <summary>Waits for what other processes do in their own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition, string otherwise) => HoldsAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string otherwise)
    {
        var deadline = DateTime.UtcNow + TimeLimit.Wait;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, otherwise);
            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }
}
