/**
 * The base of classes whose methods answer routes. One instance serves every request of an application, so what
 * belongs to one request stays in the request.
 */
export abstract class Controller {}
