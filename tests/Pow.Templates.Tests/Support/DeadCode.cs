using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests.Support;

/// <summary>
/// Types and members of an app that neither it nor a framework uses. What only dead code uses is dead, and so is what is only given a
/// value, or only used by the tests.
/// </summary>
internal sealed class DeadCode
{
    private readonly AppSource _source;
    private readonly ILookup<ISymbol?, Use> _usesByOwner;
    private readonly Uses _uses;
    private readonly List<ISymbol> _members;
    private readonly ILookup<ISymbol, ISymbol> _dictating;
    private readonly HashSet<ISymbol> _options;
    private readonly HashSet<ISymbol> _entities;
    // Columns for which something has a value or from which something reads one.
    private readonly HashSet<ISymbol> _mapped;
    private readonly HashSet<ISymbol> _live = new(SymbolEqualityComparer.Default);

    private DeadCode(AppSource source, Uses uses)
    {
        (_source, _uses) = (source, uses);
        _usesByOwner = uses.All.ToLookup(use => use.Owner, SymbolEqualityComparer.Default);
        var types = source.Types().ToList();
        _members = [.. types.SelectMany(MembersOf)];
        _dictating = _members
            .SelectMany(member => Framework.Dictating(member).Select(dictating => (member, dictating)))
            .ToLookup(pair => pair.member, pair => pair.dictating, SymbolEqualityComparer.Default);
        _entities = types.Select(Framework.EntityOf).OfType<ISymbol>().ToHashSet(SymbolEqualityComparer.Default);
        _options = types.SelectMany(type => Framework.WithParts(Framework.OptionsOf(type))).ToHashSet<ISymbol>(SymbolEqualityComparer.Default);
        _mapped = uses.All
            .Where(use => use.Symbol is IPropertySymbol property && _entities.Contains(property.ContainingType) && !IsSetUp(use))
            .Select(use => use.Symbol).ToHashSet(SymbolEqualityComparer.Default);
        foreach (var use in _usesByOwner[null]) Revive(use);
        foreach (var type in types.Where(Framework.Finds)) Revive(type);
        if (source.Compilation.GetEntryPoint(CancellationToken.None) is { } start) Revive(start);
        ReviveWhatIsDictated();
    }

    /// <param name="tests">The compilation of the app's tests.</param>
    public static IEnumerable<Finding> Find(AppSource source, Uses uses, CSharpCompilation tests)
    {
        var code = new DeadCode(source, uses);
        var usedByTests = UsedByTests(tests, code.Dead());
        foreach (var symbol in code.Dead().Where(symbol => symbol.ContainingType is not { } type || code._live.Contains(type)))
        {
            var (file, line) = source.PlaceOf(symbol);
            var use = usedByTests.Contains(IdOf(symbol)) ? "used by tests only" : code.IsNamed(symbol) ? "never read" : "not used";
            yield return new(FindingKind.DeadCode, file, line, $"{NameOf(symbol)} is {use}");
        }
    }

    private static string NameOf(ISymbol symbol) => symbol.ToDisplayString(new SymbolDisplayFormat(
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes));

    private static string IdOf(ISymbol symbol) => symbol.GetDocumentationCommentId()!;

    private IEnumerable<ISymbol> Dead() => _members.Where(member => !_live.Contains(member));

    private bool IsNamed(ISymbol symbol) => symbol is IPropertySymbol or IFieldSymbol
        && _uses.All.Any(use => SymbolEqualityComparer.Default.Equals(use.Symbol, symbol) && (use.Owner is null || _live.Contains(use.Owner)));

    private IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => member is not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }) && !member.IsImplicitlyDeclared)
        .Where(_source.IsWritten)
        .Select(Uses.Plain)
        .Distinct(SymbolEqualityComparer.Default)
        .Prepend(type);

    private void Revive(Use use)
    {
        if (use.IsRead && !IsSetUp(use)) Revive(use.Symbol);
    }

    // Whether it validates an option or configures a column, which is of no use unless something else has one.
    private bool IsSetUp(Use use) => use is { Symbol: IPropertySymbol { ContainingType: var type }, Owner.ContainingType: { } user }
        && ((_options.Contains(type) && Framework.OptionsOf(user) is not null) || (_entities.Contains(type) && Framework.EntityOf(user) is not null));

    private void Revive(ISymbol symbol)
    {
        if (!_live.Add(symbol)) return;

        foreach (var use in _usesByOwner[symbol]) Revive(use);
        if (symbol.ContainingType is { } type) Revive(type.OriginalDefinition);
    }

    private void ReviveWhatIsDictated()
    {
        while (Dead().Where(IsDictated).ToList() is { Count: > 0 } members)
            foreach (var member in members) Revive(member);
    }

    // The framework uses it once it has the type, or a use of what it implements may be one of it.
    private bool IsDictated(ISymbol member) => member.ContainingType is { } type && _live.Contains(type)
        && (_dictating[member].Any(dictating => _live.Contains(dictating) || !_source.IsWritten(dictating))
            || _mapped.Contains(member)
            || member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
                    type.InstanceConstructors.Count(other => !other.IsImplicitlyDeclared) == 1 || IsForEf(constructor),
                IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } => true,
                IMethodSymbol method => Framework.IsAction(method),
                IPropertySymbol { DeclaredAccessibility: Accessibility.Public } property => _uses.Bound.Contains(type) || Framework.IsRouteValue(property),
                _ => false,
            });

    private bool IsForEf(IMethodSymbol constructor) => constructor.Parameters is [] && _entities.Contains(constructor.ContainingType);

    private static HashSet<string> UsedByTests(CSharpCompilation tests, IEnumerable<ISymbol> symbols)
    {
        var names = symbols.Select(symbol => symbol.Name).ToHashSet();
        return
        [
            .. from tree in tests.SyntaxTrees
               let model = new Lazy<SemanticModel>(() => tests.GetSemanticModel(tree))
               from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
               where names.Contains(name.Identifier.ValueText)
               let symbol = model.Value.GetSymbolInfo(name).Symbol
               where symbol is not null
               select IdOf(Uses.Plain(symbol)),
        ];
    }
}
