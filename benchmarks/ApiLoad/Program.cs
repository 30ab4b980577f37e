using Pow.Templates.Benchmarks;

if (args is not [var url, var count, var seconds])
{
    Console.Error.WriteLine("usage: ApiLoad URL CLIENTS SECONDS");
    return 2;
}

var origin = new Uri(url);
var duration = TimeSpan.FromSeconds(int.Parse(seconds));
var clients = Enumerable.Range(0, int.Parse(count)).Select(number => new Client(origin, number)).ToList();
var figures = new Figures();

// Hashing is slow on purpose: the accounts are made before the time is taken, as many at once as there are processors.
await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (client, _) => await client.RegisterAsync());

await Task.WhenAll(clients.Select((client, index) => client.UseAsync(delay: duration / 4 * index / clients.Count, duration, figures)));

Console.WriteLine($"{clients.Count} clients, {duration.TotalSeconds:0} s");
Console.WriteLine(figures);
foreach (var client in clients) client.Dispose();
return figures.IsClean ? 0 : 1;
