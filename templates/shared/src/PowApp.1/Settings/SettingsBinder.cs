using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace PowApp._1.Settings;

/// <summary>
/// Fills options from their section of the configuration. The framework would throw at the first value that cannot be read, such as letters in
/// place of a number. Here, each of them is left out and reported at start-up, together with all other values that are not valid.
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
    internal static IEnumerable<(string Path, string Rule)> FindUnreadable(IConfigurationSection section, Type type) =>
        FindUnreadable(section, Activator.CreateInstance(type)!);

    private static IEnumerable<(string Path, string Rule)> FindUnreadable(IConfigurationSection section, object defaults)
    {
        if (!string.IsNullOrEmpty(section.Value)) yield return (section.Path, "must be a section or a list, not a single value");
        foreach (var property in defaults.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var (setting, value) = (section.GetSection(property.Name), property.GetValue(defaults));
            var converter = TypeDescriptor.GetConverter(property.PropertyType);
            if (!converter.CanConvertFrom(typeof(string)))
            {
                foreach (var problem in FindUnreadable(setting, value ?? Activator.CreateInstance(property.PropertyType)!)) yield return problem;
            }
            else if (setting.GetChildren().Any() || setting.Value is { } text && !CanRead(text, converter))
            {
                yield return (setting.Path, RuleOf(value));
            }
        }
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

    // Converters throw whatever the methods that they call throw.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types")]
    private static bool CanRead(string text, TypeConverter converter)
    {
        try
        {
            converter.ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static string RuleOf(object? example) => example switch
    {
        TimeSpan => $"must be a time, such as {example}",
        int => $"must be a whole number, such as {example}",
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
