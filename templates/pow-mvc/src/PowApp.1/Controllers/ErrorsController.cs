using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Controllers;

/// <summary>The page for an answer that went wrong, whatever the verb of its request.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorsController : Controller
{
    [Route("/errors/{status:int}")]
    public IActionResult Show()
    {
        var isAnswer = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        if (!isAnswer) Response.StatusCode = StatusCodes.Status404NotFound;
        return View(Response.StatusCode);
    }
}
