using Microsoft.CodeAnalysis;

namespace Pow.Templates.Tests.Support;

/// <summary>What the frameworks use without anybody naming it.</summary>
internal static class Framework
{
    public static bool IsAction(IMethodSymbol method) => IsController(method.ContainingType)
        && method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false }
        && !Has(method, "NonActionAttribute");

    /// <summary>Types that frameworks look for: by their base, their attributes or their interfaces.</summary>
    public static bool Finds(INamedTypeSymbol type) => IsController(type) || Has(type, "RouteAttribute") || EntityOf(type) is not null;

    /// <summary>Whether a request brings what a parameter gets.</summary>
    public static bool IsBound(IParameterSymbol parameter) => (parameter.ContainingSymbol is IMethodSymbol method && IsAction(method))
        || Has(parameter, "FromFormAttribute") || Has(parameter, "FromBodyAttribute") || Has(parameter, "AsParametersAttribute");

    /// <summary>Whether a page takes a property from its address: one that it names in its routes has to be there.</summary>
    public static bool IsRouteValue(IPropertySymbol property) => Has(property, "ParameterAttribute") && Has(property.ContainingType, "RouteAttribute");

    /// <summary>Whether a page gets a property from a form.</summary>
    public static bool IsForm(IPropertySymbol property) => Has(property, "SupplyParameterFromFormAttribute");

    /// <summary>The types of the app that a value is made of: those of its properties, of theirs, and so on.</summary>
    public static IReadOnlySet<INamedTypeSymbol> WithParts(ITypeSymbol? type)
    {
        var parts = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        Add(type);
        return parts;

        void Add(ITypeSymbol? part)
        {
            if (part is IArrayTypeSymbol array) Add(array.ElementType);
            if (part is not INamedTypeSymbol named) return;

            foreach (var argument in named.TypeArguments) Add(argument);
            if (!named.Locations[0].IsInSource || !parts.Add(named.OriginalDefinition)) return;

            Add(named.BaseType);
            foreach (var property in named.GetMembers().OfType<IPropertySymbol>()) Add(property.Type);
        }
    }

    /// <summary>The entity that a type configures.</summary>
    public static INamedTypeSymbol? EntityOf(INamedTypeSymbol type) =>
        ArgumentOf(type, "IEntityTypeConfiguration");

    /// <summary>The options that a type validates.</summary>
    public static INamedTypeSymbol? OptionsOf(INamedTypeSymbol type) => ArgumentOf(type, "IValidateOptions");

    /// <summary>What a member overrides or implements, in the app or outside.</summary>
    public static IEnumerable<ISymbol> Dictating(ISymbol member)
    {
        ISymbol? overridden = member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            _ => null,
        };
        if (overridden is not null) yield return Uses.Plain(overridden);

        if (member.ContainingType is not { TypeKind: not TypeKind.Interface } type || member is not (IMethodSymbol or IPropertySymbol or IEventSymbol)) yield break;

        foreach (var candidate in type.AllInterfaces.SelectMany(implemented => implemented.GetMembers()))
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate), member)) yield return Uses.Plain(candidate);
    }

    private static bool IsController(ITypeSymbol type) => Bases(type).Any(level => level.Name == "ControllerBase");

    private static INamedTypeSymbol? ArgumentOf(INamedTypeSymbol type, string @interface) =>
        type.AllInterfaces.FirstOrDefault(implemented => implemented.Name == @interface)?.TypeArguments[0] as INamedTypeSymbol;

    private static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(item => item.AttributeClass?.Name == attribute);

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType) yield return level;
    }
}
