/** Style sheets are taken in for their effect on the page; the web build writes them beside the script. */
declare module '*.css';
