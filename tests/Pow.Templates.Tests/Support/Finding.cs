namespace Pow.Templates.Tests.Support;

/// <summary>What is wrong with the shape of an app's code.</summary>
/// <param name="File">From the folder of the web project, with slashes.</param>
/// <param name="Text">A sentence that is the same in every app with the same fault.</param>
internal sealed record Finding(FindingKind Kind, string File, int Line, string Text)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}

internal enum FindingKind
{
    DeadCode,
    NeedlessParameter,
    LonelyInterface,
    WrongWay,
    PartialClass,
}
