namespace PowApp._1.Web;

/// <summary>What the OpenAPI document says before its operations, in Markdown.</summary>
public static class ApiIntroduction
{
    private static readonly string[] _journey =
    [
#if (!OpenRegistration && !Invitation)
        "**Get an account.** The program's command `create-user` creates one and prints its password.",
#endif
#if (!OpenRegistration && Invitation)
        "**Accept an invitation** with `POST /api/v1/invitations/accept`: send the token, which is the last part of the emailed link, and a password. "
            + "The first account comes from the program's command `create-user`.",
#endif
#if (OpenRegistration && !EmailConfirmation)
        "**Register** with `POST /api/v1/registration`. The response has the tokens of a first session.",
#endif
#if (EmailConfirmation)
        "**Register** with `POST /api/v1/registration`. A link is emailed, and the response has a `registrationProof`.",
        "**Confirm the address** with `POST /api/v1/confirm-email`: send the token, which is the last part of the link, and the `registrationProof`.",
#endif
        "**Sign in** with `POST /api/v1/session`. The response has an access token and a renewal token.",
        "**Call the API** with the access token in a header: `Authorization: Bearer <accessToken>`.",
        "**Renew the tokens** with `POST /api/v1/session/renew` before `accessTokenExpiresAt`. A renewal token works once: the response has the next one.",
        "**Sign out** with `DELETE /api/v1/session`. Both tokens stop working.",
    ];

    public static string Of(string appName) => $"""
        The user accounts of {appName}, as JSON. Clients sign in with an email address and a password, and send a token with each request. There are
        no cookies.

        ## Getting started

        {string.Join('\n', _journey.Select(step => $"1. {step}"))}

        During development, no email leaves the machine: read emails at `/dev/mailbox`.

        ## Sensitive requests

        Changing the email address, ending other sessions and deleting the account require a fresh session, one in which the password was entered
        recently: until `freshUntil` of `GET /api/v1/session`. In any other session, they return 403 `reauthentication_required`. Send the password to
        `POST /api/v1/session/reauthenticate`, then repeat the request with the tokens that it returns.

        ## Errors

        Every error is a problem, `application/problem+json`. Rely on its `code`, which doesn't change. `detail` is for people, and `errors` says by
        field what is wrong with the request.

        {string.Join('\n', ApiProblem.All.Select(problem => $"- {problem.Status} `{problem.Code}`: {problem.Detail}"))}

        ## Limits

        Passwords can be tried, and emails requested, only so often. After that, the status is 429 and the header `Retry-After` says how many seconds
        to wait. A response with the status 503 has this header too.
        """;
}
