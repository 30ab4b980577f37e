using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>What sending a form or opening a link leads to.</summary>
public static class PageResults
{
    /// <summary>303 to what comes after a form that was accepted. The page may show a notice.</summary>
    public static IResult Done(string path, string? notice = null) =>
        new SeeOtherResult(path, notice is null ? null : new Notice(notice, IsProblem: false), isDone: true);

    /// <summary>303 to another page, where nothing has been done yet.</summary>
    public static IResult GoTo(string path) => new SeeOtherResult(path);

    /// <summary>The same, with a notice that something did not work.</summary>
    public static IResult GoToWithProblem(string path, string problem) => new SeeOtherResult(path, new Notice(problem, IsProblem: true));

    /// <summary>422 and the page of the form, with what was typed (never a password) and why it was refused.</summary>
    /// <param name="errors">What a service refused, besides what the rules of the form refused.</param>
    /// <param name="prefix">The name of the form, on a page that has several.</param>
    public static IResult Invalid(IReadOnlyList<AccountError>? errors = null, string prefix = "") => new InvalidResult(errors ?? [], prefix);

    /// <inheritdoc cref="Invalid(IReadOnlyList{AccountError}?, string)"/>
    public static IResult Invalid(AccountField field, string message) => new InvalidResult([new(field, message)], prefix: "");
}

/// <summary>303: the browser gets another page, rather than sending its form there again.</summary>
/// <param name="isDone">Whether what the form asked for has been done, so that the same form does not do it again.</param>
public sealed class SeeOtherResult(string path, Notice? notice = null, bool isDone = false) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (isDone) httpContext.Features.Get<SubmittedForm>()?.Accepted = true;
        if (notice is not null) httpContext.RequestServices.GetRequiredService<Notices>().Leave(notice);
        httpContext.Response.SeeOther(path);
        return Task.CompletedTask;
    }
}

/// <summary>A form that was refused. Its page shows why.</summary>
public sealed class InvalidResult(IReadOnlyList<AccountError> errors, string prefix) : IResult
{
    /// <summary>What is wrong, by the name of the field; an empty name for the form as a whole.</summary>
    public IEnumerable<FormError> Errors => errors.Select(error => new FormError(NameOf(error.Field), error.Message));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Task.CompletedTask;
    }

    private string NameOf(AccountField field) => (field, prefix) switch
    {
        (AccountField.None, _) => "",
        (_, "") => field.ToString(),
        _ => $"{prefix}.{field}",
    };
}
