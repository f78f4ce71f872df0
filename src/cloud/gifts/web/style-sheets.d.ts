/** Style sheets are taken in for their effect on the page. */
declare module '*.css';
