namespace PowApp._1.Data;

#if (Sqlite)
/// <summary>
/// Creates files and folders that no other account on the machine can open. Those that exist keep their permissions. On Windows, new ones have the
/// permissions of the folder that they are in.
/// </summary>
#endif
#if (!Sqlite)
/// <summary>
/// Creates folders that no other account on the machine can open. Those that exist keep their permissions. On Windows, new ones have the permissions
/// of the folder that they are in.
/// </summary>
#endif
public static class PrivateFiles
{
#if (Sqlite)
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
#endif
#if (!Sqlite)
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
#endif

    /// <summary>Creates a folder, and those above it that are missing.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;

        if (Path.GetDirectoryName(path) is { } parent) CreateFolder(parent); // .NET would create it for everyone.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFolder);
    }
#if (Sqlite)

    /// <summary>Creates an empty file.</summary>
    public static void CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        new FileStream(path, options).Dispose();
    }
#endif
}
