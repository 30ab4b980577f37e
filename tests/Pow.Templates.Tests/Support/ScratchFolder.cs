namespace Pow.Templates.Tests.Support;

/// <summary>A temporary folder, outside the repository so that no file of it reaches a generated app.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("pow-templates-").FullName;
    private int _count;

    public string CreateFolder() => Directory.CreateDirectory(Path.Combine(_path, $"{Interlocked.Increment(ref _count)}")).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
