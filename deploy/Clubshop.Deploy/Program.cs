using Amazon.CDK;
using Clubshop.Deploy;
using Clubshop.Deploy.Settings;

// "cdk deploy" runs this in the folder deploy/: cdk deploy -c environment=production -c version=1.4.0 --all
var app = new App();
if (app.Node.TryGetContext("environment") is not string name)
{
    Console.Error.WriteLine("Say which environment: -c environment=production, development or backup.");
    return 2;
}

var settings = SettingsFile.Read(Directory.GetCurrentDirectory(), name);
if (app.Node.TryGetContext("active") is "true")
    settings = settings with { Standby = false };

// The certificate is made first, before there is an ARN of it to put into the file.
if (app.Node.TryGetContext("only") is "certificate")
{
    _ = new Clubshop.Deploy.Front.CertificateStack(app, settings);
    app.Synth();
    return 0;
}

var problems = SettingsFile.ProblemsOf(settings);
if (problems.Count > 0)
{
    Console.Error.WriteLine($"environments/{name}.json cannot be deployed:");
    foreach (var problem in problems)
        Console.Error.WriteLine("- " + problem);
    return 1;
}

Blueprint.Build(app, settings, app.Node.TryGetContext("version") as string ?? "0.0.0");
app.Synth();
return 0;
