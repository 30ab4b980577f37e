namespace PowApp._1.Web;

public static class HttpResponseExtensions
{
    /// <summary>303: the browser gets another page, rather than sending its form there again.</summary>
    /// <param name="path">The path of the page inside the app.</param>
    public static void SeeOther(this HttpResponse response, string path)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = $"{response.HttpContext.Request.PathBase}{path}";
    }
}
