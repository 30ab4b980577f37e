namespace PowApp._1.Web;

public sealed partial record ApiProblem
{
    public static readonly ApiProblem InvalidRequest = new(400, "invalid_request", "The request is not well formed.");
    public static readonly ApiProblem InvalidJson = new(400, "invalid_json", "The body must be one JSON object with the fields of this request, each at most once, and no others.");

    public static readonly ApiProblem Unauthenticated = new(401, "unauthenticated", "A valid access token is needed.");
    public static readonly ApiProblem InvalidCredentials = new(401, "invalid_credentials", "This is not the password.");
    public static readonly ApiProblem InvalidRenewalToken = new(401, "invalid_renewal_token", "This renewal token is not valid. Sign in again.");
    public static readonly ApiProblem RenewalSuperseded = new(401, "renewal_superseded", "Another request has just used this renewal token. Go on with the tokens that it got.");

    public static readonly ApiProblem Forbidden = new(403, "forbidden", "This is not allowed.");
    public static readonly ApiProblem HttpsRequired = new(403, "https_required", "This API speaks https only. Whatever was sent without it is not secret any more.");
    public static readonly ApiProblem ReauthenticationRequired = new(403, "reauthentication_required", "The password has to be given again first.");
#if (EmailConfirmation && OpenRegistration)
    public static readonly ApiProblem EmailUnconfirmed = new(403, "email_unconfirmed", "The email address has to be confirmed first.");
#endif

    public static readonly ApiProblem NotFound = new(404, "not_found", "There is nothing here.");
    public static readonly ApiProblem MethodNotAllowed = new(405, "method_not_allowed", "This method is not for this address.");
    public static readonly ApiProblem TooLarge = new(413, "too_large", "The body is too large.");
    public static readonly ApiProblem UnsupportedMediaType = new(415, "unsupported_media_type", "The body has to be application/json, in UTF-8.");
    public static readonly ApiProblem InvalidValues = new(422, "invalid_values", "Some values were refused.");
    public static readonly ApiProblem TooManyAttempts = new(429, "too_many_attempts", "Too many attempts. Try again later.");

    public static readonly ApiProblem InternalError = new(500, "internal_error", "Something went wrong on our side.");
    public static readonly ApiProblem Busy = new(503, "busy", "We are busy right now. Try again in a moment.");
    public static readonly ApiProblem Unavailable = new(503, "unavailable", "We cannot answer right now. Try again in a moment.");

    /// <summary>The problem behind a status that came without one.</summary>
    public static ApiProblem Of(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        503 => Unavailable,
        >= 500 => InternalError,
        _ => InvalidRequest with { Status = status },
    };
}
