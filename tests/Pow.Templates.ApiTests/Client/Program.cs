using System.Net.Http.Headers;
using Shop;

// Lives with an account through the generated client: its address and password are arguments, after that of the app.
using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
var (email, password) = (args[1], args[2]);
var shop = new ShopClient(http);

var tokens = await shop.RegisterAsync(new RegistrationRequest { Email = email, Password = password, PasswordConfirmation = password });
Console.WriteLine($"registered, {tokens.TokenType}");

tokens = await shop.SignInAsync(new SignInRequest { Email = email, Password = password });
Use(tokens);
Console.WriteLine($"signed in as {(await shop.GetSessionAsync()).Email}");

Use(await shop.RenewTokensAsync(new RenewalRequest { RenewalToken = tokens.RenewalToken }));
Console.WriteLine($"renewed, {(await shop.ListSessionsAsync()).Count} sessions");
await ExpectAsync(401, "invalid_renewal_token", () => shop.RenewTokensAsync(new RenewalRequest { RenewalToken = "nonsense" }));
await ExpectAsync(422, "invalid_values", () => shop.ChangeEmailAsync(new ChangeEmailRequest { Email = "nonsense" }));

await shop.SignOutAsync();
await ExpectAsync(401, "unauthenticated", shop.GetSessionAsync);
Console.WriteLine("signed out");

void Use(TokenPair pair) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(pair.TokenType, pair.AccessToken);

static async Task ExpectAsync(int status, string code, Func<Task> call)
{
    try
    {
        await call();
    }
    catch (ApiException<ApiProblem> problem) when (problem.StatusCode == status && problem.Result.Code == code && problem.Result.Status == status)
    {
        Console.WriteLine($"{code}, {string.Join(' ', problem.Result.Errors?.Keys ?? [])}");
        return;
    }

    throw new InvalidOperationException($"There was no {code}.");
}
