using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Pow.Templates.Tests.Support;

/// <summary>Everything in a compilation that names something of the app's own, generated code included.</summary>
internal sealed class Uses
{
    private Uses(AppSource source)
    {
        foreach (var form in source.Types().SelectMany(type => type.GetMembers().OfType<IPropertySymbol>()).Where(Framework.IsForm)) Bind(form.Type);
        var names = NamesIn(source);
        foreach (var tree in source.Compilation.SyntaxTrees) new Collector(this, source, names, source.Compilation.GetSemanticModel(tree)).Visit(tree.GetRoot());
    }

    public List<Use> All { get; } = [];

    /// <summary>Parameters that somebody wrote, of methods, local functions and lambdas.</summary>
    public HashSet<IParameterSymbol> Parameters { get; } = new(SymbolEqualityComparer.Default);

    public HashSet<ISymbol> UsedParameters { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Methods that are passed on: a delegate says what parameters they have.</summary>
    public HashSet<ISymbol> PassedOn { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What methods of the app are called with, by the method.</summary>
    public Dictionary<ISymbol, List<IReadOnlyList<IArgumentOperation>>> Calls { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Types whose properties the framework reads or writes: bodies of requests and answers.</summary>
    public HashSet<INamedTypeSymbol> Bound { get; } = new(SymbolEqualityComparer.Default);

    public static Uses In(AppSource source) => new(source);

    /// <summary>
    /// One symbol for a generic type or method and all that is constructed from it, for an extension however it is called, for the parts
    /// of a partial member.
    /// </summary>
    public static ISymbol Plain(ISymbol symbol) => symbol.OriginalDefinition switch
    {
        IAliasSymbol alias => Plain(alias.Target),
        IMethodSymbol { ReducedFrom: { } extension } => Plain(extension),
        IMethodSymbol { AssociatedSymbol: { } member } => Plain(member),
        IMethodSymbol { PartialDefinitionPart: { } definition } => definition,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method, Ordinal: var place } when Plain(method) is IMethodSymbol plain && place < plain.Parameters.Length =>
            plain.Parameters[place],
        var other => other,
    };

    // What the compiler need not be asked about has none of these names.
    private static HashSet<string> NamesIn(AppSource source)
    {
        var nodes = source.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).ToList();
        var types = source.Types().ToList();
        return
        [
            .. types.Concat(types.SelectMany(type => type.GetMembers())).Select(symbol => symbol.Name),
            .. types.Where(type => type.Name.EndsWith("Attribute", StringComparison.Ordinal)).Select(type => type.Name[..^"Attribute".Length]),
            .. nodes.OfType<ParameterSyntax>().Select(parameter => parameter.Identifier.ValueText),
            .. nodes.OfType<NameEqualsSyntax>().Where(alias => alias.Parent is UsingDirectiveSyntax).Select(alias => alias.Name.Identifier.ValueText),
        ];
    }

    private void Bind(ITypeSymbol? type) => Bound.UnionWith(Framework.WithParts(type));

    private sealed class Collector(Uses uses, AppSource source, HashSet<string> names, SemanticModel model) : CSharpSyntaxWalker
    {
        // Where JSON is written or read.
        private static readonly string[] _serializers =
            ["JsonSerializer", "ControllerBase", "Controller", "Results", "TypedResults", "HttpResponseJsonExtensions", "HttpRequestJsonExtensions"];
        private static readonly string[] _serializing =
        [
            "Ok", "Json", "Created", "CreatedAtAction", "Accepted", "AcceptedAtAction",
            "Serialize", "Deserialize", "DeserializeAsync", "WriteAsJsonAsync", "ReadFromJsonAsync",
        ];

        private ISymbol? _owner;

        public override void Visit(SyntaxNode? node)
        {
            var outer = _owner;
            if (Declared(node) is { } declared && source.IsWritten(declared)) _owner = Plain(declared);
            if (node is MethodDeclarationSyntax && _owner is IMethodSymbol method && Framework.IsAction(method)) uses.Bind(method.ReturnType);
            base.Visit(node);
            _owner = outer;
        }

        public override void VisitUsingDirective(UsingDirectiveSyntax node)
        {
        }

        public override void VisitNameColon(NameColonSyntax node)
        {
            if (node.Parent is not (ArgumentSyntax or AttributeArgumentSyntax)) base.VisitNameColon(node);
        }

        public override void VisitIdentifierName(IdentifierNameSyntax node) => NoteName(node);

        public override void VisitGenericName(GenericNameSyntax node)
        {
            NoteName(node);
            base.VisitGenericName(node);
        }

        public override void VisitElementAccessExpression(ElementAccessExpressionSyntax node)
        {
            if (names.Contains("this[]")) Note(node, model.GetSymbolInfo(node));
            base.VisitElementAccessExpression(node);
        }

        public override void VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node)
        {
            NoteCall(node);
            base.VisitImplicitObjectCreationExpression(node);
        }

        public override void VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
        {
            if (IsKnown(node.Type)) NoteCall(node);
            base.VisitObjectCreationExpression(node);
        }

        public override void VisitConstructorInitializer(ConstructorInitializerSyntax node)
        {
            NoteCall(node);
            base.VisitConstructorInitializer(node);
        }

        public override void VisitPrimaryConstructorBaseType(PrimaryConstructorBaseTypeSyntax node)
        {
            NoteCall(node);
            base.VisitPrimaryConstructorBaseType(node);
        }

        public override void VisitAttribute(AttributeSyntax node)
        {
            if (IsKnown(node.Name)) NoteCall(node);
            else if (node.Name is GenericNameSyntax { Identifier.ValueText: "ProducesResponseType" }) uses.Bind(model.GetSymbolInfo(node).Symbol?.ContainingType);
            base.VisitAttribute(node);
        }

        public override void VisitInvocationExpression(InvocationExpressionSyntax node)
        {
            if (IsKnown(node.Expression)) NoteCall(node);
            base.VisitInvocationExpression(node);
        }

        public override void VisitParameter(ParameterSyntax node)
        {
            if (source.IsWritten(node.Identifier.GetLocation()) && model.GetDeclaredSymbol(node) is { } parameter)
            {
                uses.Parameters.Add((IParameterSymbol)Plain(parameter));
                if (Framework.IsBound(parameter)) uses.Bind(parameter.Type);
            }

            base.VisitParameter(node);
        }

        private ISymbol? Declared(SyntaxNode? node) => node switch
        {
            BaseFieldDeclarationSyntax field => model.GetDeclaredSymbol(field.Declaration.Variables[0]),
            GlobalStatementSyntax or BaseNamespaceDeclarationSyntax => null,
            MemberDeclarationSyntax member => model.GetDeclaredSymbol(member),
            VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } variable => model.GetDeclaredSymbol(variable),
            _ => null,
        };

        private bool IsKnown(ExpressionSyntax named) => named switch
        {
            SimpleNameSyntax name => names.Contains(name.Identifier.ValueText) || _serializing.Contains(name.Identifier.ValueText),
            QualifiedNameSyntax name => IsKnown(name.Right),
            AliasQualifiedNameSyntax name => IsKnown(name.Name),
            MemberAccessExpressionSyntax access => IsKnown(access.Name),
            MemberBindingExpressionSyntax access => IsKnown(access.Name),
            _ => false,
        };

        private void NoteName(SimpleNameSyntax node)
        {
            if (names.Contains(node.Identifier.ValueText)) Note(node, model.GetSymbolInfo(node));
        }

        private void Note(ExpressionSyntax node, SymbolInfo info)
        {
            foreach (var symbol in info.Symbol is { } found ? [found] : info.CandidateSymbols) Note(node, Plain(symbol));
        }

        private void Note(ExpressionSyntax node, ISymbol symbol)
        {
            if (symbol is IParameterSymbol)
            {
                uses.UsedParameters.Add(symbol);
                return;
            }

            if (symbol is not (INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) || !source.IsWritten(symbol)) return;

            var whole = Whole(node);
            uses.All.Add(new(_owner, symbol, IsRead(symbol, whole), node.GetLocation()));
            if (symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } && !IsCalled(whole) && !IsInNameof(whole))
                uses.PassedOn.Add(symbol);
        }

        private void NoteCall(SyntaxNode node)
        {
            if (model.GetSymbolInfo(node).Symbol is not IMethodSymbol called) return;

            var (plain, isSerializer) = (Plain(called), _serializers.Contains(called.ContainingType.Name) && _serializing.Contains(called.Name));
            if (plain is IMethodSymbol { MethodKind: MethodKind.Constructor } && source.IsWritten(plain))
                uses.All.Add(new(_owner, plain, IsRead: true, node.GetLocation()));
            if (!isSerializer && (called.Parameters is [] || !source.IsWritten(plain))) return;

            var arguments = model.GetOperation(node) switch
            {
                IInvocationOperation call => call.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                IAttributeOperation { Operation: IObjectCreationOperation creation } => creation.Arguments,
                _ => [],
            };
            if (isSerializer)
            {
                foreach (var type in called.TypeArguments.Concat(arguments.Select(argument => Value(argument).Type))) uses.Bind(type);
            }
            else
            {
                if (!uses.Calls.TryGetValue(plain, out var calls)) uses.Calls.Add(plain, calls = []);
                calls.Add(arguments);
            }
        }

        private static IOperation Value(IArgumentOperation argument) =>
            argument.Value is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : argument.Value;

        // x.Name, for the name in it.
        private static ExpressionSyntax Whole(ExpressionSyntax node)
        {
            if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node) node = access;
            while (node.Parent is ParenthesizedExpressionSyntax || node.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
                node = (ExpressionSyntax)node.Parent!;
            return node;
        }

        private static bool IsCalled(ExpressionSyntax node) => node.Parent is InvocationExpressionSyntax call && call.Expression == node;

        private static bool IsInNameof(ExpressionSyntax node) =>
            node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } };

        // What is only given a value is of no use.
        private static bool IsRead(ISymbol symbol, ExpressionSyntax node) =>
            symbol is not (IPropertySymbol or IFieldSymbol { IsConst: false }) || HasBody(symbol) || !(IsInNameof(node) || IsGivenAValue(node));

        private static bool IsGivenAValue(ExpressionSyntax node) => node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node && (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || IsStatement(assignment)),
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => IsStatement(node.Parent),
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
            NameEqualsSyntax => true,
            _ => false,
        };

        private static bool IsStatement(SyntaxNode node) => node.Parent is ExpressionStatementSyntax;

        // A setter that does more than keep the value.
        private static bool HasBody(ISymbol symbol) => symbol is IPropertySymbol { SetMethod.DeclaringSyntaxReferences: [var setter, ..] }
            && setter.GetSyntax() is AccessorDeclarationSyntax accessor && (accessor.Body is not null || accessor.ExpressionBody is not null);
    }
}

/// <param name="Owner">What of the app names the symbol; null for top-level statements and code that a generator wrote of its own.</param>
/// <param name="IsRead">Whether it does more than give it a value.</param>
internal sealed record Use(ISymbol? Owner, ISymbol Symbol, bool IsRead, Location Location);
