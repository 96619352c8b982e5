using Clubshop.Api;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddApi();

var app = builder.Build();
app.UseApi();
app.MapApi();
await app.RunAsync();
