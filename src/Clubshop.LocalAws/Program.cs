using Clubshop.LocalAws.Host;

return await StandAlone.RunAsync(args);
