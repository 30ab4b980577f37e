using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Hosting;
using PowApp._1.Mail;
using PowApp._1.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddDatabase();
builder.AddKeys();
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
#if (PersistentSession)
builder.AddPersistentSession();
#endif
#if (Invitation)
builder.AddInvitation();
#endif
builder.AddWeb();

var app = builder.Build();

app.UseWeb();
app.MapDevMailbox();

return await app.RunAsync(args);
