using System.Diagnostics;
using Pow.Templates.Benchmarks;

var (app, count) = (new Uri(args[0]), int.Parse(args[1]));
const string Email = "ada@example.com", Password = "correct horse battery staple";

await using var owner = new LivePage(app);
await owner.RegisterAsync(Email, Password);

var opening = Stopwatch.StartNew();
var pages = Enumerable.Range(0, count).Select(_ => new LivePage(app)).ToList();
await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (page, _) =>
{
    await page.SignInAsync(Email, Password);
    await page.OpenAsync("/activity");
});
Console.WriteLine($"{count} live pages, each in a session of its own, open after {opening.Elapsed.TotalSeconds:0.0} s");

Console.WriteLine("quiet");
await Task.Delay(TimeSpan.FromSeconds(20));
Console.WriteLine("ending");

var clock = Stopwatch.StartNew();
var ends = pages.Select(async page =>
{
    await page.IsLeaving.WaitAsync(TimeSpan.FromSeconds(60));
    return clock.Elapsed.TotalMilliseconds;
}).ToList();
await owner.EndOtherSessionsAsync();
var answered = clock.Elapsed.TotalMilliseconds;
var times = (await Task.WhenAll(ends)).Order().ToList();
Console.WriteLine($"ending all: answered after {answered:0} ms; pages left after {times[0]:0} ms (first), {times[count / 2]:0} ms (median), {times[^1]:0} ms (last)");
foreach (var page in pages) await page.DisposeAsync();
