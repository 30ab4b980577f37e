namespace PowApp._1;

/// <summary>
/// The name under which <c>IStringLocalizer&lt;Texts&gt;</c> looks for translations. Texts are written in English where they are shown. A
/// language is one file next to this one, such as <c>Texts.de.resx</c>, and its name in "Cultures".
/// </summary>
public sealed class Texts;
