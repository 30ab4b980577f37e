using System.Diagnostics;
using Pow.Templates.Benchmarks;

var (app, count) = (new Uri(args[0]), int.Parse(args[1]));
const int PagesOfUser = 10; // The page lists the sessions of its user.
const string Password = "correct horse battery staple";

var manyAtOnce = new ParallelOptions { MaxDegreeOfParallelism = 16 };
var owners = Enumerable.Range(0, count / PagesOfUser).Select(_ => new LivePage(app)).ToList();
var pages = Enumerable.Range(0, owners.Count * PagesOfUser).Select(_ => new LivePage(app)).ToList();
await Parallel.ForEachAsync(owners.Index(), manyAtOnce, async (owner, _) => await owner.Item.RegisterAsync(EmailOf(owner.Index), Password));

var opening = Stopwatch.StartNew();
await Parallel.ForEachAsync(pages.Index(), manyAtOnce, async (page, _) =>
{
    await page.Item.SignInAsync(EmailOf(page.Index / PagesOfUser), Password);
    await page.Item.OpenAsync("/activity");
});
Console.WriteLine($"{pages.Count} live pages of {owners.Count} users, each in a session of its own, open after {opening.Elapsed.TotalSeconds:0.0} s");

Console.WriteLine("quiet");
await Task.Delay(TimeSpan.FromSeconds(20));
Console.WriteLine("ending");

// First what one user notices, then all at once.
Console.WriteLine($"one user ends the other sessions: {await EndAsync(..1)}");
Console.WriteLine($"all the others do so at the same time: {await EndAsync(1..)}");
foreach (var page in pages.Concat(owners)) await page.DisposeAsync();

static string EmailOf(int user) => $"user{user}@example.com";

async Task<string> EndAsync(Range users)
{
    var ending = owners.Take(users).ToList();
    var clock = Stopwatch.StartNew();
    var ends = pages.Chunk(PagesOfUser).Take(users).SelectMany(pagesOfUser => pagesOfUser).Select(async page =>
    {
        await page.IsLeaving.WaitAsync(TimeSpan.FromSeconds(60));
        return clock.Elapsed.TotalMilliseconds;
    }).ToList();
    await Parallel.ForEachAsync(ending, manyAtOnce, async (owner, _) => await owner.EndOtherSessionsAsync());
    var answered = clock.Elapsed.TotalMilliseconds;
    var times = (await Task.WhenAll(ends)).Order().ToList();
    return $"answered after {answered:0} ms; pages left after {times[0]:0} ms (first), {times[times.Count / 2]:0} ms (median), {times[^1]:0} ms (last)";
}
