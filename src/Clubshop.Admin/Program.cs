using Clubshop.Admin.App;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets(); // needed outside Development when unpublished; does nothing once published

builder.Services.AddApp();

var app = builder.Build();
app.UseApp();
app.UseAntiforgery();
app.MapApp();
await app.RunAsync();
