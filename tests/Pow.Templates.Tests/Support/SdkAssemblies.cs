using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Pow.Templates.Tests.Support;

/// <summary>Loads the template engine and the compiler from the SDK that built these tests.</summary>
internal static class SdkAssemblies
{
    public static readonly string Folder = typeof(SdkAssemblies).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "SdkFolder").Value!;

    public static string CompilerServer => Path.Combine(Folder, "Roslyn/bincore/VBCSCompiler.dll");

    [ModuleInitializer]
    internal static void Resolve()
    {
        ResolveFrom(Path.Combine(Folder, "Roslyn/bincore"));
        ResolveFrom(Folder);
    }

    public static void ResolveFrom(string folder) => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var path = Path.Combine(folder, $"{name.Name}.dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    };
}
