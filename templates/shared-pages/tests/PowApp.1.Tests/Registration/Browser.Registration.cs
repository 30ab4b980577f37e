namespace PowApp._1.Tests;

public sealed partial class Browser
{
    async Task<IAnswer> IVisitor.RegisterAsync(string email, string password, string? passwordConfirmation) =>
        await this.RegisterAsync(email, password, passwordConfirmation);
}
