namespace Clubshop.LocalAws.Tests;
