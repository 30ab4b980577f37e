using Microsoft.AspNetCore.Http;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public partial class TestApp
{
    /// <summary>A client that never called before.</summary>
    public ApiClient NewVisitor() => new(this);

    /// <summary>A client on which a user signed in a moment ago.</summary>
    public async Task<ApiClient> SignedInAs(User user)
    {
        var client = NewVisitor();
        Assert.Succeeds(await client.SignInAsync(user));
        return client;
    }

    // A client notes them: what it sends is read only once.
    private static void NoteSecretsOf(HttpContext context)
    {
    }
}
