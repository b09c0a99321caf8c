/** The codes that the page offers, as 7.4.2 spells them: one of each kind of failure of the reference's table. */
export const codesToPlant: readonly string[] = [
  'Client.InvalidBody',
  'Server.ClientProxy.NetworkError',
  'Server.ClientProxy.OutdatedGlobalConf',
  'Server.ClientProxy.LoggingFailed.TimestamperFailed',
  'Server.ClientProxy.InconsistentResponse',
  'Server.ServerProxy.AccessDenied',
  'Server.ServerProxy.UnknownService',
  'Server.ServerProxy.ServiceDisabled',
  'Server.ServerProxy.IOError',
  'Server.ServerProxy.ServiceFailed.HttpError',
  'Server.ServerProxy.ServiceFailed.MissingHeaderField',
  'Server.ServerProxy.DatabaseError',
];

/** The statuses of a registry that the page offers. */
export const statusesToPlant: readonly number[] = [302, 400, 404, 408, 429, 500, 502, 503, 504];
