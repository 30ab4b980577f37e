namespace PowApp._1.Web;

/// <summary>
/// The problems that an action may return, for the OpenAPI document. Those that follow from its body, or from who may call it, are added there.
/// </summary>
/// <param name="names">Names of fields of <see cref="ApiProblem"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProducesProblemsAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;

    public IEnumerable<ApiProblem> Problems => Names.Select(name => (ApiProblem)typeof(ApiProblem).GetField(name)!.GetValue(null)!);
}
