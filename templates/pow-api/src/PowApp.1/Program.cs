using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.FrontEnd;
using PowApp._1.Hosting;
using PowApp._1.Mail;
using PowApp._1.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddDatabase();
#if (Redis)
builder.AddRedis();
#endif
builder.AddMail();
builder.AddAccounts();
builder.AddApi();
builder.AddDevelopmentPages();

var app = builder.Build();

app.UseApi();
app.MapDevelopmentPages();
app.MapDevMailbox();

return await app.RunAsync(args);
