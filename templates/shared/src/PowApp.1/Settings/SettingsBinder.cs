using System.Collections;
using Microsoft.Extensions.Options;

namespace PowApp._1.Settings;

/// <summary>
/// Fills options from their section of the configuration, once. The framework would throw at the first value that cannot be read, such as letters
/// in place of a number. Here, each of them is left out and reported at start-up, together with all other values that are not valid.
/// </summary>
public static class SettingsBinder
{
    /// <summary>Takes the place of <c>BindConfiguration</c> and <c>ValidateOnStart</c>.</summary>
    public static OptionsBuilder<TOptions> BindSettings<TOptions>(this OptionsBuilder<TOptions> options, string section) where TOptions : class
    {
        options.Services.AddSingleton<IValidateOptions<TOptions>>(services =>
            new ReadableSettings<TOptions>(services.GetRequiredService<IConfiguration>().GetSection(section)));
        return options
            .Configure<IConfiguration>((target, settings) => ReadableOf(settings.GetSection(section), typeof(TOptions)).Bind(target))
            .ValidateOnStart();
    }

    /// <summary>The settings of a section that cannot be read, and what each of them must be instead.</summary>
    /// <param name="type">The options that the section is for.</param>
    internal static IEnumerable<(string Path, string Rule)> FindUnreadable(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsValue(type))
        {
            if (section.GetChildren().Any() || !CanRead(section, type)) yield return (section.Path, RuleFor(type));
            yield break;
        }

        if (!string.IsNullOrEmpty(section.Value)) yield return (section.Path, "must be a section or a list, not a single value");
        foreach (var part in PartsOf(section, type).SelectMany(part => FindUnreadable(part.Section, part.Type))) yield return part;
    }

    // The properties of a type, or the entries of a list or a dictionary, whose values are of the last of its type arguments.
    private static IEnumerable<(IConfigurationSection Section, Type Type)> PartsOf(IConfigurationSection section, Type type)
    {
        if (!type.IsAssignableTo(typeof(IEnumerable)))
            return type.GetProperties().Where(property => property.CanWrite).Select(property => (section.GetSection(property.Name), property.PropertyType));

        var entry = type.GetElementType() ?? type.GetGenericArguments().LastOrDefault() ?? typeof(string);
        return section.GetChildren().Select(child => (child, entry));
    }

    private static IConfigurationRoot ReadableOf(IConfigurationSection section, Type type)
    {
        var unreadable = FindUnreadable(section, type).Select(problem => problem.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var readable = section.AsEnumerable().Where(setting => setting.Value is not null && !WithParents(setting.Key).Any(unreadable.Contains));
        return new ConfigurationBuilder()
            .AddInMemoryCollection(readable.Select(setting => KeyValuePair.Create(setting.Key[section.Path.Length..].TrimStart(':'), setting.Value)))
            .Build();
    }

    private static IEnumerable<string> WithParents(string path)
    {
        for (var parent = path; parent is not null; parent = ConfigurationPath.GetParentPath(parent)) yield return parent;
    }

    private static bool IsValue(Type type) => type.IsValueType || type == typeof(string) || type == typeof(Uri);

    private static bool CanRead(IConfigurationSection setting, Type type)
    {
        try
        {
            setting.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string RuleFor(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "must be a time, such as 00:30:00 or 7.00:00:00",
        _ when type == typeof(bool) => "must be true or false",
        _ when type.IsEnum => $"must be one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(int) || type == typeof(long) => "must be a whole number",
        _ => "must be a single value",
    };
}

/// <summary>Reports the settings that the options were bound without.</summary>
public sealed class ReadableSettings<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions> where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = SettingsBinder.FindUnreadable(section, typeof(TOptions)).Select(problem => $"{problem.Path} {problem.Rule}.").ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
