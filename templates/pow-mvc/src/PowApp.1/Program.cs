using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Hosting;
using PowApp._1.Mail;
using PowApp._1.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddDatabase();
#if (Redis)
builder.AddRedis();
#endif
builder.AddKeys();
builder.AddMail();
builder.AddAccounts();
builder.AddWeb();

var app = builder.Build();

app.UseWeb();
app.MapDevMailbox();

return await app.RunAsync(args);
