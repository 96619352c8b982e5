using Clubshop.Admin;
using Clubshop.Admin.App;
using Clubshop.Admin.Audit;
using Clubshop.Admin.CatalogApi;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Import;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers.Calendar;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.SignIn;

var ops = OpsCommandLine.Read(args);
if (ops is { Run: null })
    return ops.ExitCode;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ops?.Configuration ?? args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets(); // needed outside Development when unpublished; does nothing once published

builder.AddJsonLogs();
builder.AddAwsOrEmbedded();
builder.Services.AddPortal(builder.Configuration);

var app = builder.Build();
if (ops is { Run: { } command })
    return await OpsCommands.RunAsync(app, command);

app.UseLocalOnly();
app.UseApp();
app.UseRegistryApi();
app.UseSignIn();
app.MapApp();
app.MapSignIn();
app.MapAudit();
app.MapPictures();
app.MapImport();
app.MapNotifications();
app.MapCoupons();
app.MapOfferCalendar();
app.MapCustomers();
app.MapRegistryApi();
app.MapCatalogApi();
app.MapLocal();
app.MapHealth();
await app.RunAsync();
return Environment.ExitCode;
