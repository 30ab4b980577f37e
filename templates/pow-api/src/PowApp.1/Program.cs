using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Hosting;
using PowApp._1.Mail;
using PowApp._1.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddDatabase();
builder.AddMail();
builder.AddAccounts();
#if (OpenRegistration)
builder.AddRegistration();
#endif
#if (ResetPassword)
builder.AddResetPassword();
#endif
#if (EmailConfirmation)
builder.AddEmailConfirmation();
#endif
#if (Invitation)
builder.AddInvitation();
#endif
builder.AddApi();

var app = builder.Build();

app.UseApi();
app.MapDevMailbox();

return await app.RunAsync(args);
