using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Controllers;

[AllowAnonymous]
public sealed class HomeController : Controller
{
    [HttpGet(AccountPaths.Home)]
    public IActionResult Index() => View();
}
