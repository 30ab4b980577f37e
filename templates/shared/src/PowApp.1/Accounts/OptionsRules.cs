using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Collects what is wrong with the settings of a section.</summary>
public sealed class OptionsRules(string section)
{
    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result => _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    public void Check(bool holds, string key, string rule)
    {
        if (!holds) _failures.Add($"{section}:{key} {rule}.");
    }

    public void Counts(string key, int value) => Check(value > 0, key, "must be 1 or more");

    public void Lasts(string key, TimeSpan value, TimeSpan atMost) =>
        Check(value > TimeSpan.Zero && value <= atMost, key, $"must be more than 0 and at most {atMost}");
}
