namespace PowApp._1.Web;

/// <summary>Marks the page for an answer that went wrong. It is looked at and takes no form, whatever the verb of the request.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersErrorsAttribute : Attribute;
