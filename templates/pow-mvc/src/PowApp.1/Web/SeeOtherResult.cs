using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Web;

/// <summary>303: the browser gets another page, rather than sending its form there again.</summary>
/// <param name="isDone">Whether what the form asked for has been done, so that the same form does not do it again.</param>
public sealed class SeeOtherResult(string path, Notice? notice = null, bool isDone = false) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        var http = context.HttpContext;
        if (isDone) http.Features.Get<SubmittedForm>()?.Accepted = true;
        if (notice is not null) http.RequestServices.GetRequiredService<Notices>().Leave(notice);
        http.Response.SeeOther(path);
    }
}
