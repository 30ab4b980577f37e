using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Web;

/// <summary>303: the browser gets another page, rather than sending its form there again.</summary>
public sealed class SeeOtherResult(string path, Notice? notice = null) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        var http = context.HttpContext;
        if (notice is not { IsProblem: true }) http.Features.Get<SubmittedForm>()?.Succeeded = true;
        if (notice is not null) http.RequestServices.GetRequiredService<Notices>().Leave(notice);
        http.Response.SeeOther(path);
    }
}
