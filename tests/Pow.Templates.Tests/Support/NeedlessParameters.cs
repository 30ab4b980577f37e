using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Pow.Templates.Tests.Support;

/// <summary>Parameters that are not used, and those that are the same in every call.</summary>
internal static class NeedlessParameters
{
    public static IEnumerable<Finding> Find(AppSource source, Uses uses)
    {
        // A parameter of an interface or base is used where one of its implementations uses it.
        var used = new HashSet<ISymbol>(uses.UsedParameters, SymbolEqualityComparer.Default);
        var implemented = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var parameter in uses.Parameters)
        {
            if (parameter.ContainingSymbol is not IMethodSymbol method) continue;

            var dictating = Framework.Dictating(method).OfType<IMethodSymbol>().ToList();
            implemented.UnionWith(dictating);
            if (uses.UsedParameters.Contains(parameter)) used.UnionWith(dictating.Select(other => other.Parameters[parameter.Ordinal]));
        }

        foreach (var parameter in uses.Parameters)
        {
            if (parameter.ContainingSymbol is not IMethodSymbol method || IsOfNobodysChoice(method, uses)) continue;

            var (file, line) = source.PlaceOf(parameter);
            var name = $"The parameter {parameter.Name} of {NameOf(method)}";
            if (!used.Contains(parameter) && IsUseExpected(parameter, method) && (!method.IsAbstract || implemented.Contains(method)))
                yield return new(FindingKind.NeedlessParameter, file, line, $"{name} is not used");
            else if (uses.Calls.TryGetValue(method, out var calls) && AlwaysTheSame(parameter, calls) is { } value)
                yield return new(FindingKind.NeedlessParameter, file, line, $"{name} is {value} in every call");
        }
    }

    private static string NameOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.AnonymousFunction => "a lambda",
        MethodKind.LocalFunction => method.Name,
        MethodKind.Constructor => method.ContainingType.Name,
        _ => $"{method.ContainingType.Name}.{method.Name}",
    };

    // A delegate, a framework, or the interface or base, which is looked at itself, asks for the parameters.
    private static bool IsOfNobodysChoice(IMethodSymbol method, Uses uses) =>
        method.MethodKind is MethodKind.DelegateInvoke || uses.PassedOn.Contains(method) || Framework.Dictating(method).Any();

    // A record makes a property of it. Only by "this" is a method an extension.
    private static bool IsUseExpected(IParameterSymbol parameter, IMethodSymbol method) => parameter.Name != "_"
        && !(method.MethodKind is MethodKind.Constructor && method.ContainingType.IsRecord)
        && !(method.IsExtensionMethod && parameter.Ordinal == 0);

    private static string? AlwaysTheSame(IParameterSymbol parameter, List<IReadOnlyList<IArgumentOperation>> calls)
    {
        var arguments = calls.Select(call => call.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)).ToList();
        if (arguments.Any(argument => argument is null)) return null;
        if (arguments.All(argument => argument!.ArgumentKind is ArgumentKind.DefaultValue)) return "left out";

        var values = arguments.Select(argument => argument!.Value.ConstantValue).Distinct().ToList();
        return values is [{ HasValue: true, Value: var value }] && (value is null || calls.Count > 1) ? value?.ToString() ?? "null" : null;
    }
}
