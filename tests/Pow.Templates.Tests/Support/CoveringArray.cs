namespace Pow.Templates.Tests.Support;

/// <summary>Few choices in which any two, or any three, values of options meet: what goes wrong mostly takes no more than that.</summary>
internal static class CoveringArray
{
    /// <summary>Adds to some choices, out of all, what is missing: always the one in which most that has not met yet meets.</summary>
    public static IReadOnlyList<Variant> Complete(IReadOnlyList<Variant> chosen, IReadOnlyList<Variant> all, int strength)
    {
        var meetings = all.ToDictionary(variant => variant, variant => Meetings(variant, strength).ToHashSet());
        var missing = meetings.Values.SelectMany(meeting => meeting).Except(chosen.SelectMany(variant => meetings[variant])).ToHashSet();
        var array = chosen.ToList();
        while (missing.Count > 0)
        {
            array.Add(all.MaxBy(variant => meetings[variant].Count(missing.Contains))!);
            missing.ExceptWith(meetings[array[^1]]);
        }

        return array;
    }

    private static IEnumerable<string> Meetings(Variant variant, int strength)
    {
        string[] values =
        [
            .. Template.Named(variant.Template).Extensions.Select(extension => $"{variant.Brought.Contains(extension)} {extension}"),
            variant.Registration, variant.Interactivity, variant.Database, variant.SessionCache,
        ];
        return Sets(strength, 0).Select(set => string.Join(", ", set));

        IEnumerable<IEnumerable<string>> Sets(int size, int from) => size == 0
            ? [[]]
            : Enumerable.Range(from, values.Length - from).SelectMany(index => Sets(size - 1, index + 1).Select(rest => rest.Prepend(values[index])));
    }
}
