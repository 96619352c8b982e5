using Clubshop.Admin.Account;
using Clubshop.Admin.App;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

var ops = OpsCommandLine.Read(args);
if (ops is { Run: null })
    return ops.ExitCode;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ops?.Configuration ?? args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets(); // needed outside Development when unpublished; does nothing once published

builder.AddAwsOrEmbedded();
builder.Services.AddApp(builder.Configuration);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddSignIn(builder.Configuration);
builder.Services.AddMasterData();
builder.Services.AddPublishing(builder.Configuration);
builder.Services.AddJobs();
builder.Services.AddAudit();
builder.Services.AddClubs();
builder.Services.AddCategories();
builder.Services.AddShops();
builder.Services.AddOffers();
builder.Services.AddImport();
builder.Services.AddRegistry();
builder.Services.AddNotifications(builder.Configuration).AddSender();
builder.Services.AddRegistryApi();
builder.Services.AddStaff();
builder.Services.AddCustomers(builder.Configuration);
builder.Services.AddAccount();
builder.Services.AddDashboard();
builder.Services.AddOps();

var app = builder.Build();
if (ops is { Run: { } command })
    return await OpsCommands.RunAsync(app, command);

app.UseLocalOnly();
app.UseApp();
app.UseRegistryApi();
app.UseSignIn();
app.MapApp();
app.MapSignIn();
app.MapImport();
app.MapNotifications();
app.MapCustomers();
app.MapRegistryApi();
app.MapLocal();
app.MapHealth();
await app.RunAsync();
return Environment.ExitCode;
